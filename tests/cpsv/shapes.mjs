// Graphs, and what the shapes of the profile say of them.
import { JsonLdParser, Validator, n3 } from './packages.mjs';

const NS = {
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
};

/** The node of a short name such as `dct:title`. */
export function named(short) {
  const [prefix, name] = short.split(':');
  return n3.DataFactory.namedNode(NS[prefix] + name);
}

export function readTurtle(text) {
  return new n3.Store(new n3.Parser().parse(text));
}

/** The union of JSON-LD documents. None of them may need another to be read. */
export async function readJsonLd(documents) {
  const store = new n3.Store();
  for (const document of documents) {
    const parser = new JsonLdParser({
      strictValues: true,
      documentLoader: { load: (url) => Promise.reject(new Error(`it needs ${url}`)) },
    });
    parser.end(JSON.stringify(document));
    for await (const quad of parser) store.add(quad);
  }
  return store;
}

/** The subjects of a class. */
export function ofClass(graph, short) {
  return graph.getSubjects(named('rdf:type'), named(short), null);
}

/** Each violation in one line: node, path, shape. */
export async function violationsOf(graph, shapes) {
  const report = await new Validator(shapes).validate(graph);
  return report.results
    .filter((one) => one.severity.value.endsWith('#Violation'))
    .map((one) => {
      const path = one.path ? one.path.value : '';
      const constraint = one.sourceConstraintComponent.value.split('#')[1];
      return `${one.focusNode.value} ${path} ${constraint}`;
    });
}

/** The graph without the statements that `test` picks. */
export function without(graph, test) {
  return new n3.Store(graph.getQuads(null, null, null, null).filter((quad) => !test(quad)));
}
