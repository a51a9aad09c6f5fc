// The catalogue's export in JSON-LD against the shapes of CPSV-AP 3.2.0.
// usage: node check.mjs MOTCUA, with MOTCUA_CPSV_TOOLS naming the folder of the packages.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagesOf, start } from './catalogue.mjs';
import { named, ofClass, readJsonLd, readTurtle, violationsOf, without } from './shapes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const shared = process.env.MOTCUA_SHARED_DATA ?? join(root, '..', 'shared', 'data');
const shapesFile = join(shared, 'cpsv-ap-3.2.0-shacl.ttl');
const PAGE = 50;

if (!existsSync(shapesFile)) {
  const missing = `${shapesFile} is not there`;
  assert.notEqual(process.env.CI, 'true', missing);
  console.error(`left out: ${missing}`);
  process.exit(77);
}
const shapes = readTurtle(readFileSync(shapesFile, 'utf8'));
const reference = join(root, 'deploy', 'reference');
const starter = readFileSync(join(reference, 'procedures.ndjson'), 'utf8');
// Records with every part that the starter catalogue lacks, and two that are no services.
const more = readFileSync(join(here, 'records.ndjson'), 'utf8');
const count = (lines) => lines.trimEnd().split('\n').length;

const motcua = await start(process.argv[2], starter + more, reference);
let pages;
try {
  pages = await pagesOf(motcua.address, PAGE);
} finally {
  assert.equal(await motcua.stop(), 0);
}
const graph = await readJsonLd(pages);
const services = ofClass(graph, 'cpsv:PublicService');
const leftOut = pages.flatMap((page) => page.leftOut ?? []);

console.log(`${services.length} services, ${graph.size} statements, left out: ${leftOut}`);
assert.deepEqual(leftOut, ['8.000002', '9.000001']);
assert.equal(services.length + leftOut.length, count(starter) + count(more));
for (const type of ['cv:Channel', 'cv:Cost', 'cv:Evidence', 'cv:EvidenceType', 'cv:Output',
  'cv:PublicOrganisation', 'cv:Event', 'cv:Participation', 'cv:Requirement', 'cpsv:Rule',
  'skos:Concept']) {
  assert.notEqual(ofClass(graph, type).length, 0, `there is no ${type}`);
}
assert.deepEqual(await violationsOf(graph, shapes), []);

// The same graph with one fault: the shapes see it, so that they see nothing says something.
const [service] = services;
const authority = graph.getObjects(service, named('cv:hasCompetentAuthority'), null)[0];
const cost = ofClass(graph, 'cv:Cost')[0];
const faults = [
  [service, 'dct:title', 'MinCountConstraintComponent'],
  [service, 'dct:description', 'MinCountConstraintComponent'],
  [service, 'dct:identifier', 'MinCountConstraintComponent'],
  [service, 'cv:hasCompetentAuthority', 'MinCountConstraintComponent'],
  [authority, 'dct:spatial', 'MinCountConstraintComponent'],
  [authority, 'skos:prefLabel', 'MinCountConstraintComponent'],
  [cost, 'dct:identifier', 'MinCountConstraintComponent'],
];
for (const [node, property, constraint] of faults) {
  const path = named(property);
  const faulty = without(graph, (quad) => quad.subject.equals(node) && quad.predicate.equals(path));
  const expected = `${node.value} ${path.value} ${constraint}`;
  assert.deepEqual(await violationsOf(faulty, shapes), [expected], `without ${property}`);
}
const untyped = without(graph, (quad) => quad.subject.equals(authority) &&
  quad.object.equals(named('cv:PublicOrganisation')));
assert.ok((await violationsOf(untyped, shapes)).some((one) => one.endsWith('ClassConstraintComponent')));
console.log(`${faults.length + 1} planted faults, each seen`);
