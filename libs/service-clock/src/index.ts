export { allHours, assertCalendar, type ServiceCalendar, type ServiceHours } from './calendar.rules.js';
export {
  type ClockEvent,
  type ClockEventKind,
  type ClockPhase,
  nextClockEvent,
  type ServiceClock,
} from './clock-events.rules.js';
export * from './clock-state.rules.js';
export * from './explanation.rules.js';
export * from './service-day.rules.js';
export * from './service-time.rules.js';
