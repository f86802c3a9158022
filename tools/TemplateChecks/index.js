#!/usr/bin/env node
// usage: index.js <cloud assembly> [--specification | --nag]; exit code 0: nothing to report, 1: findings, 2: misuse.
'use strict';
const fs = require('fs');
const path = require('path');

const [folder, only] = process.argv.slice(2);
if (!folder || folder === '--help' || !fs.existsSync(folder)) {
  console.error('usage: check-templates <cloud assembly, such as cdk.out> [--specification | --nag]\nChecks every template against AWS\'s resource specification and with cdk-nag (AwsSolutions, NIST 800-53 R5).');
  process.exit(folder === '--help' ? 0 : 2);
}

const templates = fs.readdirSync(folder).filter((name) => name.endsWith('.template.json')).sort().map((name) => {
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  return { stack: name.replace(/\.template\.json$/, ''), template: JSON.parse(text), bytes: Buffer.byteLength(text) };
});
const resources = templates.reduce((sum, entry) => sum + Object.keys(entry.template.Resources ?? {}).length, 0);
const counted = [`${templates.length} templates`, `${resources} resources`];
let findings = 0;

if (only !== '--nag') {
  const { Specification } = require('./specification');
  const specification = new Specification();
  const types = new Set(templates.flatMap((entry) => Object.values(entry.template.Resources ?? {}).map((resource) => resource.Type)));
  counted.push(`${types.size} types of AWS's resource specification`);
  for (const { stack, template, bytes } of templates) {
    for (const finding of specification.check(stack, template, bytes)) {
      findings++;
      console.log(`error SPEC: ${finding.stack}: ${finding.place}: ${finding.message}`);
    }
  }
  const { properties, references, attributes } = specification.counts;
  counted.push(`${properties} properties`, `${references} references`, `${attributes} attributes`);
}

if (only !== '--specification') {
  const { nag } = require('./nag');
  const listed = JSON.parse(fs.readFileSync(path.join(__dirname, 'accepted.json'), 'utf8'));
  const accepted = new Map();
  const checked = nag(templates, listed);
  for (const finding of checked.findings) {
    if (finding.reason) {
      const key = `${finding.rule}: ${finding.reason}`;
      accepted.set(key, (accepted.get(key) ?? 0) + 1);
      continue;
    }
    findings++;
    console.log(`error ${finding.rule}: ${finding.stack}: ${finding.place}: ${finding.message}`);
  }
  for (const [reason, count] of [...accepted].sort()) console.log(`accepted ${count} x ${reason}`);
  const all = [...accepted.values()].reduce((sum, count) => sum + count, 0);
  counted.push(`${checked.rules.size} applicable rules of AwsSolutions and NIST 800-53 R5`, `${all} suppressions with ${accepted.size} reasons`);
}

console.log([...counted, `${findings} findings`].join(', '));
process.exitCode = findings ? 1 : 0;
