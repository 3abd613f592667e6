// `node deploy/local/run.mjs deploy/demo/run --flag`: any program of this repository, from a fresh clone.
import { bootstrap } from './bootstrap.mjs';

const [program] = process.argv.splice(2, 1);
await bootstrap(program);
