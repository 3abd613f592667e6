import { bootstrap } from '../../deploy/local/bootstrap.mjs';

await bootstrap('test/bench/run', { partial: process.argv.length > 2 });
