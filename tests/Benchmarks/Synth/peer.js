// usage: peer.js <cloud assembly> <output>: makes every resource of the assembly again with the CDK's own language and synthesises it.
// The list of resources is read before the clock starts; types are the CDK's generated constructs where it has them.
'use strict';
const fs = require('fs');
const path = require('path');

const [assembly, output] = process.argv.slice(2);
const templates = fs.readdirSync(assembly).filter((name) => name.endsWith('.template.json')).sort()
  .map((name) => ({ stack: name.replace(/\.template\.json$/, ''), resources: JSON.parse(fs.readFileSync(path.join(assembly, name), 'utf8')).Resources ?? {} }));

const start = process.hrtime.bigint();
const cdk = require('aws-cdk-lib');
const app = new cdk.App({ outdir: output, analyticsReporting: false, treeMetadata: false });
let count = 0;
for (const { stack, resources } of templates) {
  const holder = new cdk.Stack(app, stack, { synthesizer: new cdk.LegacyStackSynthesizer() });
  for (const [id, resource] of Object.entries(resources)) {
    new cdk.CfnResource(holder, id, { type: resource.Type, properties: resource.Properties ?? {} });
    count++;
  }
}
app.synth();
console.log(JSON.stringify({ resources: count, milliseconds: Number(process.hrtime.bigint() - start) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
