// What is known of a service's values, as a graph: operations lead to structures, structures by their members to lists, maps, structures and leaves.

/** The graph without whatever leads to no leaf. */
function pruned(operations, structures) {
  const kept = new Set();
  const leads = (node) => node != null && (node.structure !== undefined ? kept.has(node.structure)
    : node.list !== undefined ? leads(node.list) || node.min !== undefined || node.max !== undefined
    : node.value !== undefined || node.key !== undefined ? leads(node.key) || leads(node.value) || node.min !== undefined || node.max !== undefined
    : true);
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const [name, members] of Object.entries(structures)) {
      if (!kept.has(name) && Object.values(members).some(leads)) {
        kept.add(name);
      }
    }
  }

  const member = (node) => (node.list !== undefined ? clean({ ...node, list: cut(node.list) })
    : node.value !== undefined || node.key !== undefined ? clean({ ...node, key: cut(node.key), value: cut(node.value) })
    : node);
  const cut = (node) => (leads(node) ? member(node) : null);
  const clean = (node) => Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null && value !== undefined));
  const result = { operations: {}, structures: {} };
  for (const [name, { input, output }] of Object.entries(operations)) {
    result.operations[name] = clean({ input: kept.has(input) ? input : null, output: kept.has(output) ? output : null });
  }

  for (const name of kept) {
    result.structures[name] = clean(Object.fromEntries(Object.entries(structures[name]).map(([key, node]) => [key, cut(node)])));
  }

  return result;
}

module.exports = { pruned };
