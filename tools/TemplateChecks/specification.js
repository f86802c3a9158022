// Checks templates against AWS's resource specification: types, properties, required ones, shapes, attributes, and CloudFormation's own limits.
'use strict';
const fs = require('fs');
const path = require('path');
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');

// The one table of limits, with source and day; what adds up over an account is for gca deploy plan.
const limits = fs.readFileSync(path.join(__dirname, '../../shared/Core/Deployment/limits.tsv'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const LIMITS = Object.fromEntries(limits.filter(([, scope]) => scope === 'section').map(([, , section, , value]) => [section, Number(value)]));
const TEMPLATE_BYTES = Number(limits.find(([, scope]) => scope === 'template-bytes')[4]);

class Specification {
  constructor() {
    this.database = loadAwsServiceSpecSync();
    this.known = new Map();
    /** What was looked at. */
    this.counts = { properties: 0, references: 0, attributes: 0 };
  }

  resource(type) {
    if (!this.known.has(type)) {
      this.known.set(type, this.database.lookup('resource', 'cloudFormationType', 'equals', type)[0]);
    }
    return this.known.get(type);
  }

  /** Everything that AWS would refuse, as `{ stack, place, message }`. */
  check(stack, template, bytes) {
    const findings = [];
    const report = (place, message) => findings.push({ stack, place, message });
    for (const [section, limit] of Object.entries(LIMITS)) {
      const count = Object.keys(template[section] ?? {}).length;
      if (count > limit) report(section, `${count} of at most ${limit}`);
    }
    if (bytes > TEMPLATE_BYTES) report('template', `${bytes} bytes of at most ${TEMPLATE_BYTES}`);
    for (const [id, resource] of Object.entries(template.Resources ?? {})) {
      const specification = this.resource(resource.Type);
      if (!specification) {
        if (!/^(Custom::|AWS::CloudFormation::CustomResource)/.test(resource.Type)) report(id, `there is no type ${resource.Type}`);
        continue;
      }
      this.properties(specification.properties, resource.Properties ?? {}, id, report);
    }
    this.attributes(template, report);
    return findings;
  }

  properties(known, given, place, report) {
    for (const [name, value] of Object.entries(given)) {
      this.counts.properties++;
      if (!known[name]) report(`${place}.${name}`, 'there is no such property');
      else this.value(known[name].type, value, `${place}.${name}`, report);
    }
    for (const [name, property] of Object.entries(known)) {
      if (property.required && !(name in given)) report(`${place}.${name}`, 'required and missing');
    }
  }

  value(type, value, place, report) {
    if (isIntrinsic(value)) return;
    switch (type.type) {
      case 'ref': {
        const definition = this.database.get('typeDefinition', type.reference.$ref);
        if (typeof value !== 'object' || Array.isArray(value)) report(place, 'must be an object');
        else this.properties(definition.properties, value, place, report);
        break;
      }
      case 'array':
        if (!Array.isArray(value)) report(place, 'must be a list');
        else value.forEach((item, index) => this.value(type.element, item, `${place}[${index}]`, report));
        break;
      case 'map':
        if (typeof value !== 'object' || Array.isArray(value)) report(place, 'must be a map');
        else Object.entries(value).forEach(([key, item]) => this.value(type.element, item, `${place}.${key}`, report));
        break;
      case 'integer':
      case 'number':
        if (typeof value !== 'number' && !(typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)))) report(place, 'must be a number');
        break;
      case 'boolean':
        if (typeof value !== 'boolean' && value !== 'true' && value !== 'false') report(place, 'must be true or false');
        break;
      case 'string':
        if (typeof value === 'object') report(place, 'must be text');
        break;
      case 'union': {
        const fits = type.types.some((candidate) => {
          let sound = true;
          this.value(candidate, value, place, () => { sound = false; });
          return sound;
        });
        if (!fits) report(place, 'has none of the shapes that are allowed');
        break;
      }
      default: // json, date-time, tag, null: any value
    }
  }

  /** References and attributes lead somewhere. */
  attributes(template, report) {
    const resources = template.Resources ?? {};
    const targets = new Set([...Object.keys(resources), ...Object.keys(template.Parameters ?? {})]);
    const known = (name, section, place) => {
      this.counts.references++;
      if (!(name in (template[section] ?? {}))) report(place, `names ${name}, which is not among the template's ${section}`);
    };
    const visit = (value, place) => {
      if (value === null || typeof value !== 'object') return;
      if (typeof value.Ref === 'string' && !value.Ref.startsWith('AWS::')) this.counts.references++;
      if (typeof value.Ref === 'string' && !value.Ref.startsWith('AWS::') && !targets.has(value.Ref)) report(place, `refers to ${value.Ref}, which is not in the template`);
      if (value['Fn::GetAtt']) {
        this.counts.attributes++;
        const [id, name] = [].concat(typeof value['Fn::GetAtt'] === 'string' ? value['Fn::GetAtt'].split(/\.(.*)/s) : value['Fn::GetAtt']);
        const resource = resources[id];
        const specification = resource && this.resource(resource.Type);
        if (!resource) report(place, `takes an attribute of ${id}, which is not in the template`);
        else if (specification && !(name in specification.attributes) && !(name.startsWith('Outputs.'))) report(place, `${resource.Type} has no attribute ${name}`);
      }
      const sub = value['Fn::Sub'];
      if (sub !== undefined) {
        const [text, own] = [].concat(sub);
        for (const [, id, name] of text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.([^}]+))?\}/g)) {
          if (own && id in own) continue;
          visit(name ? { 'Fn::GetAtt': [id, name] } : { Ref: id }, place);
        }
      }
      const condition = Array.isArray(value['Fn::If']) ? value['Fn::If'][0] : undefined;
      if (condition !== undefined) known(condition, 'Conditions', place);
      if (Array.isArray(value['Fn::FindInMap']) && typeof value['Fn::FindInMap'][0] === 'string') known(value['Fn::FindInMap'][0], 'Mappings', place);
      for (const [key, item] of Object.entries(value)) visit(item, `${place}.${key}`);
    };
    for (const [id, resource] of Object.entries(resources)) {
      visit(resource.Properties ?? {}, id);
      if (resource.Condition) known(resource.Condition, 'Conditions', id);
      for (const name of [].concat(resource.DependsOn ?? [])) known(name, 'Resources', id);
    }
    for (const [id, output] of Object.entries(template.Outputs ?? {})) visit(output.Value, `Outputs.${id}`);
  }
}

function isIntrinsic(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::)/.test(keys[0]);
}

module.exports = { Specification };
