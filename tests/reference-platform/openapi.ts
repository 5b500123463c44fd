/**
 * Holds what was really exchanged against `resources/platform-api.yaml`: paths, parameters, headers, media types, status
 * codes, and the JSON inside the signed answers. Enough of JSON Schema for that document, and nothing of the product.
 */
import { readFile } from 'node:fs/promises';
import yauzl from 'yauzl';
import type { Exchange } from './http-server';
import { parseYaml } from './yaml';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { readonly [key: string]: Json };

export interface ApiDocument {
  /** What does not conform, one line each. */
  faultsOf(exchange: Exchange): Promise<string[]>;
  /** Faults of the document itself: references that lead nowhere, schemas with members that are not checked. */
  readonly ownFaults: readonly string[];
}

export async function readApi(file: URL): Promise<ApiDocument> {
  const root = parseYaml(await readFile(file, 'utf8')) as Node;
  const resolve = (node: Node): Node => {
    const ref = node['$ref'];
    if (typeof ref !== 'string') return node;
    let at: Json | undefined = root;
    for (const part of ref.replace(/^#\//, '').split('/')) {
      at = (at as Node)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
      if (at === undefined) throw new Error(`no ${ref}`);
    }
    return resolve(at as Node);
  };
  const validate = (schema: Node, value: Json, place: string): string[] =>
    validateWith(resolve, schema, value, place);
  return {
    ownFaults: ownFaults(root, resolve),
    faultsOf: (exchange) => faultsOf(root, resolve, validate, exchange),
  };
}

type Resolve = (node: Node) => Node;
type Validate = (schema: Node, value: Json, place: string) => string[];
const nodes = (value: Json | undefined): Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const node = (value: Json | undefined): Node => (value ?? {}) as Node;

async function faultsOf(
  root: Node,
  resolve: Resolve,
  validate: Validate,
  exchange: Exchange,
): Promise<string[]> {
  const where = `${exchange.method} ${exchange.path} → ${exchange.status}`;
  const url = new URL(exchange.path, 'http://api.invalid');
  const found = Object.entries(node(root['paths'])).find(([template]) => matchPath(template, url.pathname));
  if (!found) return [`${where}: path not in the document`];
  const [template, item] = found as [string, Node];
  const operation = item[exchange.method.toLowerCase()] as Node | undefined;
  if (!operation) return [`${where}: method not in the document`];
  const faults: string[] = [];
  const say = (more: readonly string[]): void => void faults.push(...more.map((one) => `${where}: ${one}`));

  const given = matchPath(template, url.pathname)!;
  const parameters = [...nodes(item['parameters']), ...nodes(operation['parameters'])].map(resolve);
  for (const parameter of parameters) {
    const name = String(parameter['name']);
    const value = {
      path: given[name],
      query: url.searchParams.get(name) ?? undefined,
      header: text(exchange.requestHeaders[name.toLowerCase()]),
    }[String(parameter['in'])];
    if (value === undefined) say(parameter['required'] === true ? [`${name} missing`] : []);
    else say(validate(node(parameter['schema']), value, name));
  }
  const allowed = parameters.filter((one) => one['in'] === 'query').map((one) => one['name']);
  for (const name of url.searchParams.keys())
    if (!allowed.includes(name)) say([`query ${name} not in the document`]);

  const requestBody = operation['requestBody'] as Node | undefined;
  if (requestBody) {
    const type = text(exchange.requestHeaders['content-type']) ?? '';
    if (!(type in node(requestBody['content']))) say([`request type ${type}`]);
    if (exchange.requestBody.length === 0) say(['request without body']);
  } else if (exchange.requestBody.length > 0) say(['request with a body']);

  const response = node(operation['responses'])[String(exchange.status)] as Node | undefined;
  if (!response) return [...faults, `${where}: status not in the document`];
  say(await responseFaults(resolve, validate, resolve(response), exchange));
  return faults;
}

async function responseFaults(
  resolve: Resolve,
  validate: Validate,
  response: Node,
  { responseHeaders, responseBody }: Exchange,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, header] of Object.entries(node(response['headers']))) {
    const value = responseHeaders[name.toLowerCase()];
    if (value !== undefined) faults.push(...validate(node(resolve(header as Node)['schema']), value, name));
  }
  if (responseBody.length === 0) return faults;
  const type = responseHeaders['content-type'] ?? '';
  const media = node(response['content'])[type] as Node | undefined;
  if (!media) return [...faults, `answer type ${type}`];
  const schema = resolve(node(media['schema']));
  const inner = schema['x-signed'];
  if (typeof inner !== 'string') {
    return [...faults, ...validate(schema, JSON.parse(responseBody.toString('utf8')) as Json, 'body')];
  }
  const { name, json } = await signedJson(responseBody);
  if (name !== inner.toLowerCase()) faults.push(`signed ${name} instead of ${inner}`);
  return [...faults, ...validate({ $ref: `#/components/schemas/${inner}` }, json, name)];
}

const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

function matchPath(template: string, path: string): Record<string, string> | null {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) values[name] = decodeURIComponent(given[i]!);
    else if (part !== given[i]) return null;
  }
  return values;
}

function signedJson(zipBytes: Buffer): Promise<{ name: string; json: Json }> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(zipBytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', () => reject(new Error('no JSON in the signed answer')));
      zip.on('error', reject);
      zip.on('entry', (entry: yauzl.Entry) => {
        const name = /^([a-z]+)\.json$/.exec(entry.fileName)?.[1];
        if (name === undefined) return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('error', reject);
          stream.on('end', () =>
            resolve({ name, json: JSON.parse(Buffer.concat(parts).toString('utf8')) as Json }),
          );
        });
      });
      zip.readEntry();
    });
  });
}

const TYPE_OF: Readonly<Record<string, (value: Json) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function validateWith(resolve: Resolve, given: Node, value: Json, place: string): string[] {
  const schema = resolve(given);
  const faults: string[] = [];
  const into = (inner: Json | undefined, at: Json, where: string): void => {
    if (inner !== undefined) faults.push(...validateWith(resolve, inner as Node, at, where));
  };
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => TYPE_OF[type]!(value)))
    return [`${place} is no ${types.join(' or ')}`];
  if ('const' in schema && schema['const'] !== value)
    faults.push(`${place} is not ${String(schema['const'])}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    faults.push(`${place} is ${String(value)}`);
  if (Array.isArray(schema['anyOf'])) {
    const fits = nodes(schema['anyOf']).some((one) => validateWith(resolve, one, value, place).length === 0);
    if (!fits) faults.push(`${place} fits none of anyOf`);
  }
  if (typeof value === 'string') {
    const pattern = schema['pattern'];
    if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value))
      faults.push(`${place} “${value}”`);
    if (value.length < Number(schema['minLength'] ?? 0)) faults.push(`${place} too short`);
    if (value.length > Number(schema['maxLength'] ?? Infinity)) faults.push(`${place} too long`);
  }
  if (typeof value === 'number') {
    const fits =
      value >= Number(schema['minimum'] ?? -Infinity) && value <= Number(schema['maximum'] ?? Infinity);
    if (!fits) faults.push(`${place} out of range`);
  }
  if (Array.isArray(value))
    for (const [i, one] of value.entries()) into(schema['items'], one, `${place}[${i}]`);
  else if (typeof value === 'object' && value !== null) {
    for (const name of (schema['required'] as string[] | undefined) ?? []) {
      if (!(name in value)) faults.push(`${place}.${name} missing`);
    }
    for (const [name, inner] of Object.entries(node(schema['properties']))) {
      if (value[name] !== undefined) into(inner, value[name], `${place}.${name}`);
    }
  }
  return faults;
}

/** Members of schemas that the check above understands; another one would be read and silently not held to. */
const UNDERSTOOD = new Set(
  '$ref type const enum anyOf pattern minLength maxLength minimum maximum items properties required description format x-signed'.split(
    ' ',
  ),
);

function ownFaults(root: Node, resolve: Resolve): string[] {
  const faults: string[] = [];
  const checkSchema = (schema: Node, place: string): void => {
    for (const key of Object.keys(schema)) if (!UNDERSTOOD.has(key)) faults.push(`${place}: ${key}`);
    for (const [name, one] of Object.entries(node(schema['properties'])))
      checkSchema(one as Node, `${place}.${name}`);
    for (const one of nodes(schema['anyOf'])) checkSchema(one, place);
    if (schema['items']) checkSchema(node(schema['items']), `${place}[]`);
  };
  const walk = (value: Json, place: string): void => {
    if (Array.isArray(value)) for (const [i, one] of value.entries()) walk(one, `${place}[${i}]`);
    else if (typeof value === 'object' && value !== null) {
      if ('$ref' in value) {
        try {
          resolve(value);
        } catch (error) {
          faults.push(`${place}: ${(error as Error).message}`);
        }
      }
      for (const [key, one] of Object.entries(value)) {
        if (key === 'schema') checkSchema(one as Node, `${place}.schema`);
        walk(one, `${place}.${key}`);
      }
    }
  };
  walk(root as Json, '');
  const schemas = node(node(root['components'])['schemas']);
  for (const [name, schema] of Object.entries(schemas)) checkSchema(schema as Node, name);
  return faults;
}
