import { build } from './bootstrap.mjs';

process.exitCode = (await build()) ? 0 : 1;
