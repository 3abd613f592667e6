import { bootstrap } from '../deploy/local/bootstrap.mjs';

// Whoever runs a part of the tests works on something: a type error elsewhere must not stop that.
await bootstrap('test/run', { partial: process.argv.length > 2 });
