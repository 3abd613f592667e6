/** A variable that a bench gives to the processes it starts. */
export function env(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: benches start this program.`);
  return value;
}
