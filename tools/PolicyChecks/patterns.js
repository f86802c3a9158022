// Answers whether events match patterns, one JSON object { pattern, event } a line, with true, false or what is wrong with the case. The matcher is a method of a plugin
// of the Serverless Framework that also starts servers; nothing but the method is used, and the modules by which it would start them are not loaded.
const Module = require('node:module');
const readline = require('node:readline');

const servers = new Set(['express', 'aedes', 'cors', 'mqtt', 'node-cron', '@aws-sdk/client-eventbridge']);
const load = Module._load;
Module._load = (request, ...others) => (servers.has(request) ? {} : load(request, ...others));
const Plugin = require('serverless-offline-aws-eventbridge');
const matcher = Object.create((Plugin.default ?? Plugin).prototype);
matcher.logDebug = () => {};

const matches = ({ pattern, event }) =>
  matcher.verifyIsSubscribed({ event: { pattern } }, { Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) });

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    answer = String(matches(JSON.parse(line)));
  } catch (unsupported) {
    answer = `unsupported: ${unsupported.message.split('\n')[0]}`;
  }

  process.stdout.write(`${answer}\n`);
});
