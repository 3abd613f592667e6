export * from './boards.js';
export * from './tasks.js';
export * from './entries.js';
export * from './import.js';
export * from './sheets.js';
export * as timesheetEvents from './events.js';
