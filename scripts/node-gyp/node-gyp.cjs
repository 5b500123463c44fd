#!/usr/bin/env node
// sqlite3 is compiled where its prebuilt binary cannot be fetched. node-gyp then wants to download Node's headers,
// which an isolated machine cannot do either, although a Node installation usually carries them. This stands in for
// sqlite3's own node-gyp: it points at those headers when they match the running Node, and hands over to npm's node-gyp.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { spawnSync } = require('node:child_process');

const prefix = dirname(dirname(process.execPath));
const header = join(prefix, 'include', 'node', 'node_version.h');
const major = process.versions.node.split('.')[0];
const env = { ...process.env };
if (
  !env.npm_config_nodedir &&
  existsSync(header) &&
  new RegExp(`#define NODE_MAJOR_VERSION ${major}\\b`).test(readFileSync(header, 'utf8'))
) {
  env.npm_config_nodedir = prefix;
}
const nodeGyp = env.npm_config_node_gyp;
if (!nodeGyp) {
  console.error('node-gyp: start the build through npm (npm ci or npm rebuild sqlite3)');
  process.exit(1);
}
const done = spawnSync(process.execPath, [nodeGyp, ...process.argv.slice(2)], { env, stdio: 'inherit' });
process.exit(done.status ?? 1);
