export * from './change.entity.js';
export * from './changes-table.js';
export * from './edited-tables.js';
export * from './edits.js';
export * from './history.js';
