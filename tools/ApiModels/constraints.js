// Writes what AWS's API models of version 2 do not say of values, one file a service: enumerations, and patterns and lengths where they are installed.
// The files are kept until the packages, these scripts or the installed botocore change.
const fs = require('node:fs');
const path = require('node:path');
const { botocore, limits } = require('./limits.js');

const packages = path.join(__dirname, 'node_modules');
const folder = path.join(packages, '.cache', 'constraints');
const stamp = path.join(folder, 'sources.json');

const source = botocore();
const sources = JSON.stringify({ enumerations: versions(), limits: source && `botocore ${source.version}` }, null, 1);
const inputs = ['package-lock.json', 'constraints.js', 'enumerations.js', 'graph.js', 'limits.js'].map((name) => path.join(__dirname, name));
if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== sources || inputs.some((file) => fs.statSync(file).mtimeMs > fs.statSync(stamp).mtimeMs)) {
  write();
}

function versions() {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8'));
  return Object.fromEntries(Object.entries(devDependencies).filter(([name]) => name.startsWith('@aws-sdk/client-')));
}

function write() {
  const { enumerations } = require('./enumerations.js');
  const services = new Map(Object.keys(versions()).map((name) => enumerations(path.join(packages, ...name.split('/')))).map(({ service, ...graph }) => [service, { enumerations: graph }]));
  for (const { service, ...graph } of source ? limits(source, services) : []) {
    services.get(service).limits = graph;
  }

  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const [service, graphs] of services) {
    fs.writeFileSync(path.join(folder, service + '.json'), JSON.stringify(graphs));
  }

  // Last: without it, what is there does not count.
  fs.writeFileSync(stamp, sources);
}
