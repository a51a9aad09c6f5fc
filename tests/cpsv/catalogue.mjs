// motcua in one process, with a catalogue of the test's choice.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PORTAL = 'https://portal.example/nop-ho-so?thu-tuc={procedure}&co-quan={agency}';

function configuration(folder, records, reference) {
  const listen = 'listen: "127.0.0.1:0"';
  const store = (name) => `store { sqlite_path: "${join(folder, name)}.db" }`;
  return `gateway { http { ${listen} } admin { ${listen} } }
procedure_catalog { ${store('catalog')} reference_file: "${records}" portal_page: "${PORTAL}" }
routing { ${store('routing')} reference_folder: "${reference}" }
intake { rpc { ${listen} } ${store('intake')} papers_folder: "${join(folder, 'papers')}" }
reporting { ${store('reporting')} }
`;
}

/** Starts it on `lines`, records of the import; gives its address, and what ends it. */
export async function start(program, lines, reference) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-cpsv-'));
  const records = join(folder, 'procedures.ndjson');
  const config = join(folder, 'motcua.textproto');
  writeFileSync(records, lines);
  writeFileSync(config, configuration(folder, records, reference));
  const motcua = spawn(program, [`--config=${config}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => motcua.once('exit', resolve));
  const stop = async () => {
    motcua.kill('SIGTERM');
    const code = await ended;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  const log = [];
  for await (const line of createInterface({ input: motcua.stderr })) {
    log.push(line);
    const { event, port } = line.startsWith('{') ? JSON.parse(line) : {};
    if (event !== 'ready' || !port) continue;
    motcua.stderr.resume();
    return { address: `http://127.0.0.1:${port}`, stop };
  }
  await stop();
  throw new Error(`motcua has not become ready:\n${log.join('\n')}`);
}

/** Every page of the export in JSON-LD, parsed as JSON. */
export async function pagesOf(address, size) {
  const pages = [];
  for (let after = ''; ; after = pages.at(-1).last) {
    const query = new URLSearchParams({ after, pageSize: size });
    const answer = await fetch(`${address}/v1/procedures:export?${query}`, {
      headers: { Accept: 'application/ld+json' },
    });
    const type = answer.headers.get('content-type');
    if (answer.status !== 200 || type !== 'application/ld+json') {
      throw new Error(`${answer.status} ${type}: ${await answer.text()}`);
    }
    const page = await answer.json();
    if (page.last === undefined) return pages;
    pages.push(page);
  }
}
