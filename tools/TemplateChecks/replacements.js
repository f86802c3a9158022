#!/usr/bin/env node
// usage: replacements.js BEFORE AFTER; what the AWS CDK's own comparison says of every template that both folders have: stack, logical id and impact, one a line.
'use strict';
const fs = require('fs');
const path = require('path');
const { fullDiff } = require('@aws-cdk/cloudformation-diff');

const [before, after] = process.argv.slice(2);
const read = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
for (const name of fs.readdirSync(after).filter((file) => file.endsWith('.template.json')).sort()) {
  if (!fs.existsSync(path.join(before, name))) continue;
  fullDiff(read(before, name), read(after, name)).resources.forEachDifference((id, change) => {
    console.log([name.replace(/\.template\.json$/, ''), id, change.changeImpact].join('\t'));
  });
}
