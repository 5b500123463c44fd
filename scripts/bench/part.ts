/** `part.mjs catalogue FOLDER RESOURCES` or `part.mjs packages FOLDER`: prints the rows of one part of the bench. */
import { benchCatalogue } from './catalogue';
import { benchPackages } from './packages';

const [part, folder = '', resources = ''] = process.argv.slice(2);
const rows = part === 'packages' ? await benchPackages(folder) : await benchCatalogue(folder, resources);
console.log(JSON.stringify(rows));
