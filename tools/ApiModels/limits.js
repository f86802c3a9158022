// Patterns and lengths of a service as botocore carries them, where it is installed: with Python, or inside Debian's package awscli, which is older.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { pruned } = require('./graph.js');

const debian = ['/usr/lib/python3/dist-packages/botocore', '/usr/lib/python3/dist-packages/awscli/botocore'];

/** The installed botocore: its folder and version; null where there is none. */
function botocore() {
  const folder = [python(), ...debian].find((one) => one && fs.existsSync(path.join(one, 'data')));
  return folder ? { folder, version: /__version__ = ['"]([^'"]+)['"]/.exec(fs.readFileSync(path.join(folder, '__init__.py'), 'utf8'))[1] } : null;
}

function python() {
  try {
    const code = "import importlib.util; found = importlib.util.find_spec('botocore'); print(found.submodule_search_locations[0] if found else '')";
    return execFileSync('python3', ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Without Python there is no botocore of it.
    return '';
  }
}

/** Reads the newest model of each wanted service: its id and its limits. */
function* limits({ folder }, wanted) {
  const data = path.join(folder, 'data');
  for (const service of fs.readdirSync(data).filter((name) => fs.statSync(path.join(data, name)).isDirectory())) {
    const newest = fs.readdirSync(path.join(data, service)).sort().at(-1);
    const file = path.join(data, service, newest, 'service-2.json');
    const text = fs.existsSync(file) ? fs.readFileSync(file) : fs.existsSync(file + '.gz') ? zlib.gunzipSync(fs.readFileSync(file + '.gz')) : null;
    const model = text && JSON.parse(text);
    if (wanted.has(model?.metadata.serviceId)) {
      yield { service: model.metadata.serviceId, ...graph(model) };
    }
  }
}

function graph({ operations, shapes }) {
  const structures = {};
  for (const [name, shape] of Object.entries(shapes).filter(([, one]) => one.type === 'structure')) {
    structures[name] = Object.fromEntries(Object.entries(shape.members).map(([member, to]) => [member, nodeOf(to.shape, shapes)]));
  }

  return pruned(Object.fromEntries(Object.entries(operations).map(([name, one]) => [name, { input: one.input?.shape ?? null, output: one.output?.shape ?? null }])), structures);
}

function nodeOf(name, shapes) {
  const { type, member, key, value, pattern, min, max, enum: values } = shapes[name];
  switch (type) {
    case 'structure':
      return { structure: name };
    case 'list':
      return { list: nodeOf(member.shape, shapes), min, max };
    case 'map':
      return { key: nodeOf(key.shape, shapes), value: nodeOf(value.shape, shapes), min, max };
    default:
      // Which values an enumeration has, the newer source says.
      return !values && (pattern ?? min ?? max) !== undefined ? { pattern, min, max } : null;
  }
}

module.exports = { botocore, limits };
