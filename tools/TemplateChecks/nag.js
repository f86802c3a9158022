// Runs cdk-nag's rule packs AwsSolutions and NIST 800-53 R5 over templates that are synthesised already.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const cdk = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, NIST80053R5Checks, NagReportFormat } = require('cdk-nag');

/**
 * The ids of the rules that apply to some resource, and the findings of templates, as `{ stack, place, rule, message, reason }`: `reason` says why a finding is accepted, where it is.
 * @param templates `{ stack, template }` of each.
 * @param accepted Findings that are accepted: `{ id, reason }` of each, with the beginning of the stack's name and of the resource's id where it is not for all.
 */
function nag(templates, accepted) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'template-checks-'));
  try {
    const app = new cdk.App({ outdir: folder, analyticsReporting: false, treeMetadata: false });
    for (const { stack, template } of templates) include(app, folder, stack, template);
    const packs = [new AwsSolutionsChecks({ reports: true, reportFormats: [NagReportFormat.JSON] }), new NIST80053R5Checks({ reports: true, reportFormats: [NagReportFormat.JSON] })];
    for (const pack of packs) cdk.Aspects.of(app).add(pack);
    app.synth();
    const lines = fs.readdirSync(folder).filter((name) => /NagReport\.json$/.test(name)).flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).lines);
    return { rules: new Set(lines.map((line) => line.ruleId)), findings: findings(lines, accepted) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function include(app, folder, stack, template) {
  const copy = structuredClone(template);
  // Both belong to the CDK's way of deploying and are no resources.
  delete copy.Parameters?.BootstrapVersion;
  delete copy.Rules;
  const file = path.join(folder, `${stack}.input.json`);
  fs.writeFileSync(file, JSON.stringify(copy));
  const holder = new cdk.Stack(app, stack, { env: { account: '111122223333', region: 'ap-northeast-1' }, synthesizer: new cdk.LegacyStackSynthesizer() });
  new CfnInclude(holder, 'Template', { templateFile: file });
}

function findings(lines, accepted) {
  return lines
    .filter((line) => line.compliance !== 'Compliant' && line.compliance !== 'N/A')
    .map((line) => {
      const stated = line.exceptionReason && line.exceptionReason !== 'N/A' ? line.exceptionReason : undefined;
      const [stack, , ...rest] = line.resourceId.split('/');
      const place = rest.join('/');
      const general = accepted.find((entry) => entry.id === line.ruleId && stack.startsWith(entry.stack ?? '') && place.startsWith(entry.place ?? ''));
      return { stack, place, rule: line.ruleId, message: line.ruleInfo, reason: stated ?? general?.reason };
    });
}

module.exports = { nag };
