export * from './change.entity.js';
export * from './changes-table.js';
export * from './history.js';
