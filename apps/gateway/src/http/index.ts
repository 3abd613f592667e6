export { Caller } from './caller.decorator.js';
export { Endpoint, everyone, MEGABYTE, staff } from './endpoint.decorator.js';
export { IfMatch } from './if-match.decorator.js';
export { PathId } from './path-id.decorator.js';
export { Services } from './services.js';
