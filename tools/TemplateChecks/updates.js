#!/usr/bin/env node
// usage: updates.js; writes, of every resource type, which properties replace the resource when they change: what `shared/Core/Deployment/update-behaviours.tsv` holds.
'use strict';
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const { version } = require('@aws-cdk/aws-service-spec/package.json');

const database = loadAwsServiceSpecSync();

/** Every path of a type's properties, with what its change does: `[path, 'yes' | 'maybe']`. `*` stands for an item of a list or map. */
function* paths(properties, above, within) {
  for (const [name, property] of Object.entries(properties)) {
    const path = [...above, name];
    if (property.causesReplacement === 'yes' || property.causesReplacement === 'maybe') yield [path.join('/'), property.causesReplacement];
    // Below a property that always replaces, nothing else is to be known.
    if (property.causesReplacement !== 'yes') yield* below(property.type, path, within);
  }
}

function* below(type, path, within) {
  switch (type.type) {
    case 'ref': {
      const id = type.reference.$ref;
      if (!within.includes(id)) yield* paths(database.get('typeDefinition', id).properties, path, [...within, id]);
      break;
    }
    case 'array':
    case 'map':
      yield* below(type.element, [...path, '*'], within);
      break;
    case 'union':
      for (const one of type.types) yield* below(one, path, within);
      break;
  }
}

const unique = (list) => [...new Set(list)].sort();
const rows = database.all('resource').map((resource) => {
  const found = [...paths(resource.properties, [], [])];
  for (const path of resource.additionalReplacementProperties ?? []) found.push([path.join('/'), 'yes']);
  const always = unique(found.filter(([, effect]) => effect === 'yes').map(([path]) => path));
  const sometimes = unique(found.filter(([path, effect]) => effect === 'maybe' && !always.includes(path)).map(([path]) => path));
  // A name that the template gives: two resources of one name cannot stand beside each other while one replaces the other.
  const names = unique((resource.primaryIdentifier ?? []).filter((name) => name in resource.properties));
  return [resource.cloudFormationType, always.join(' '), sometimes.join(' '), names.length === (resource.primaryIdentifier ?? []).length ? names.join(' ') : ''].join('\t').replace(/\t+$/, '');
});
process.stdout.write([`# @aws-cdk/aws-service-spec ${version} (Apache-2.0): type, properties whose change always replaces, those whose change may, those that name it`, ...rows.sort()].join('\n') + '\n');
