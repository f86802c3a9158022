// Enumerations of a service as AWS's JavaScript SDK of version 3 declares them: for what every operation takes and answers, where a value is one of a list.
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');
const { pruned } = require('./graph.js');

const plain = new Set(['Date', 'Uint8Array', 'Blob', 'ReadableStream', 'StreamingBlobTypes', 'StreamingBlobPayloadInputTypes', 'StreamingBlobPayloadOutputTypes', '__DocumentType', '__AutomaticJsonStringConversion', 'NumericValue', 'AsyncIterable']);
const scalars = new Set([ts.SyntaxKind.StringKeyword, ts.SyntaxKind.NumberKeyword, ts.SyntaxKind.BooleanKeyword, ts.SyntaxKind.UndefinedKeyword, ts.SyntaxKind.NeverKeyword, ts.SyntaxKind.UnknownKeyword, ts.SyntaxKind.AnyKeyword]);

function statements(file) {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements;
}

function declarations(folder) {
  const found = { values: new Map(), interfaces: new Map(), unions: new Map() };
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    for (const statement of statements(path.join(folder, file))) {
      if (ts.isVariableStatement(statement)) {
        for (const { name, type } of statement.declarationList.declarations) {
          found.values.set(name.text, type.members.map((member) => member.type.literal.text));
        }
      } else if (ts.isInterfaceDeclaration(statement)) {
        found.interfaces.set(statement.name.text, statement);
      } else if (ts.isModuleDeclaration(statement)) {
        found.unions.set(statement.name.text, statement.body.statements.filter((one) => ts.isInterfaceDeclaration(one) && one.name.text.endsWith('Member')));
      }
    }
  }

  return found;
}

/** Every member of a structure with its type. A union is a structure of which one member is there; in the others' declarations that member is never. */
function membersOf(name, found) {
  const parts = found.unions.get(name) ?? [found.interfaces.get(name)];
  const members = new Map();
  for (const member of parts.flatMap((part) => part.members).filter((one) => ts.isPropertySignature(one) && one.name.text !== '$unknown')) {
    if (!members.has(member.name.text) || members.get(member.name.text).kind === ts.SyntaxKind.NeverKeyword) {
      members.set(member.name.text, member.type);
    }
  }

  return members;
}

/** The node of a type; null where no list of values is in it. A declaration of a kind that is not known here ends the script: nothing is left out unseen. */
function nodeOf(type, found) {
  if (scalars.has(type.kind)) {
    return null;
  }

  if (ts.isArrayTypeNode(type)) {
    const item = nodeOf(type.elementType, found);
    return item && { list: item };
  }

  if (ts.isParenthesizedTypeNode(type)) {
    return nodeOf(type.type, found);
  }

  if (ts.isLiteralTypeNode(type)) {
    return ts.isStringLiteral(type.literal) ? { values: [type.literal.text] } : null;
  }

  if (ts.isUnionTypeNode(type)) {
    const nodes = type.types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword).map((one) => nodeOf(one, found));
    return nodes.every((node) => node?.values) ? { values: nodes.flatMap((node) => node.values) } : nodes.length === 1 ? nodes[0] : open(nodes, type);
  }

  if (!ts.isTypeReferenceNode(type)) {
    throw new Error(`A type of kind ${ts.SyntaxKind[type.kind]} is not understood.`);
  }

  return referenced(type, found);
}

function referenced(type, found) {
  const name = type.typeName.text;
  if (name === 'Record') {
    const [key, value] = type.typeArguments.map((argument) => nodeOf(argument, found));
    return key || value ? { key, value } : null;
  }

  if (name === 'Partial') {
    return nodeOf(type.typeArguments[0], found);
  }

  if (found.values.has(name)) {
    return { values: found.values.get(name) };
  }

  if (found.interfaces.has(name) || found.unions.has(name)) {
    return { structure: name };
  }

  if (plain.has(name)) {
    return null;
  }

  throw new Error(`The type ${name} is not understood.`);
}

// Texts that are JSON, and bodies that come as a stream, are told in several ways of which none is a list of values.
function open(nodes) {
  if (nodes.some((node) => node !== null)) {
    throw new Error('A member is either one of a list or something else, which is not understood.');
  }

  return null;
}

function operationsOf(folder) {
  const operations = {};
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('Command.d.ts'))) {
    const command = statements(path.join(folder, file)).find(ts.isClassDeclaration);
    const api = command.members.find((member) => member.name?.text === '__types').type.members.find((member) => member.name.text === 'api').type.members;
    const named = (direction) => api.find((member) => member.name.text === direction).type.typeName?.text ?? null;
    operations[file.slice(0, -'Command.d.ts'.length)] = { input: named('input'), output: named('output') };
  }

  return operations;
}

/** The id of a client's service, and where it takes and answers one of a list. */
function enumerations(client) {
  const service = /serviceId: config\?\.serviceId \?\? "([^"]+)"/.exec(fs.readFileSync(path.join(client, 'dist-es', 'runtimeConfig.shared.js'), 'utf8'))[1];
  const types = path.join(client, 'dist-types');
  const found = declarations(path.join(types, 'models'));
  const structures = {};
  for (const name of [...found.interfaces.keys(), ...found.unions.keys()]) {
    structures[name] = Object.fromEntries([...membersOf(name, found)].map(([member, type]) => [member, nodeOf(type, found)]));
  }

  return { service, ...pruned(operationsOf(path.join(types, 'commands')), structures) };
}

module.exports = { enumerations };
