// Answers simulations, one JSON object a line, with one outcome a line: Allowed, ExplicitlyDenied, ImplicitlyDenied, or what is wrong with the case.
// The engine is taken from inside the package: what it exports validates each case against lists of known keys first, or loses a resource's policy.
const path = require('node:path');
const readline = require('node:readline');
const { loadPolicy } = require('@cloud-copilot/iam-policy');

const inside = path.dirname(require.resolve('@cloud-copilot/iam-simulate'));
const { authorize } = require(path.join(inside, 'core_engine', 'CoreSimulatorEngine.js'));
const { AwsRequestImpl } = require(path.join(inside, 'request', 'request.js'));
const { RequestContextImpl } = require(path.join(inside, 'requestContext.js'));
const { DiscoveryContextKeyConstraints } = require(path.join(inside, 'context_keys', 'discoveryContextKeyConstraints.js'));

const load = (list) => list.map((one) => loadPolicy(one.policy, { name: one.name }));
const levels = (list) => list.map((level) => ({ orgIdentifier: level.orgIdentifier, policies: load(level.policies) }));

function simulate(simulation) {
  const { principal, resource, action, contextVariables } = simulation.request;
  return authorize({
    request: new AwsRequestImpl(principal, resource, action, new RequestContextImpl(contextVariables)),
    sessionPolicy: undefined,
    identityPolicies: load(simulation.identityPolicies),
    serviceControlPolicies: levels(simulation.serviceControlPolicies),
    resourceControlPolicies: [],
    resourcePolicy: simulation.resourcePolicy ? loadPolicy(simulation.resourcePolicy, { name: 'resource' }) : undefined,
    permissionBoundaries: simulation.permissionBoundaryPolicies ? load(simulation.permissionBoundaryPolicies) : undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
    serviceSettings: { s3: {} },
  }).result;
}

async function main() {
  let nanoseconds = 0n;
  let count = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    let answer;
    try {
      answer = simulate(JSON.parse(line));
    } catch (error) {
      answer = `error: ${error.message}`;
    }
    nanoseconds += process.hrtime.bigint() - start;
    count++;
    process.stdout.write(answer + '\n');
  }
  // For the benchmark: without the reading and writing of lines.
  process.stderr.write(JSON.stringify({ count, nanoseconds: Number(nanoseconds) }) + '\n');
}

main();
