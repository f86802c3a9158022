// Answers cron expressions, one JSON object a line ({ cron, from, count }), with one line: the next times in UTC as JSON, or what is wrong with the case.
const readline = require('node:readline');
const { parse, next } = require('aws-cron-parser');

function times({ cron, from, count }) {
  const parsed = parse(cron);
  const found = [];
  for (let at = new Date(from); found.length < count; found.push(at.toISOString())) {
    at = next(parsed, at);
    if (!at) {
      break;
    }
  }
  return JSON.stringify(found);
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = times(JSON.parse(line));
    } catch (error) {
      answer = `error: ${error.message}`;
    }
    process.stdout.write(answer + '\n');
  }
}

main();
