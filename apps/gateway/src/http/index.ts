export { Caller } from './caller.decorator.js';
export { Endpoint } from './endpoint.decorator.js';
export { IfMatch } from './if-match.decorator.js';
export { amountRefusals, moneyRefusals, unknownCurrency } from './money-refusals.js';
export { PathId } from './path-id.decorator.js';
export { Services } from './services.js';
export { MEGABYTE } from './sizes.js';
export { everyone, members, network, referring, staff } from './who.js';
