// The packages that read and validate. They lie in a folder of their own, where an import by name
// does not look.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.MOTCUA_CPSV_TOOLS ?? '';

async function load(path) {
  try {
    return (await import(pathToFileURL(join(folder, 'node_modules', path)))).default;
  } catch (error) {
    throw new Error(`${path} is not in ${folder}: tests/run installs it (${error.message})`);
  }
}

export const n3 = await load('n3/lib/index.js');
export const { JsonLdParser } = await load('jsonld-streaming-parser/index.js');
export const Validator = await load('rdf-validate-shacl/index.js');
