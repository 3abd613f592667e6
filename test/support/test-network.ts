import { DataFolder } from '../../deploy/local/folder.js';
import { startNetwork, type Network, type NetworkOptions } from '../../deploy/local/network.js';

export interface TestNetwork extends Network {
  readonly folder: DataFolder;
}

/**
 * A whole network of its own for a test, a bench or a demonstration: throw-away servers, the services from `dist`, on a
 * manual clock that stands at `clockStart` unless told otherwise. Nothing comes back by itself after a `kill`, and
 * nothing is left after `stop`. Takes about ten seconds, so one for a test file:
 *
 *   let network: TestNetwork;
 *   beforeAll(async () => { network = await testNetwork({ clockStart: '2026-03-02T09:00:00Z' }); }, 120_000);
 *   afterAll(() => network?.stop(), 60_000);
 */
export async function testNetwork(options: NetworkOptions = {}): Promise<TestNetwork> {
  const folder = DataFolder.temporary();
  try {
    const network = await startNetwork(folder, { throwAway: true, supervised: false, ...options });
    const stop = async (): Promise<void> => {
      await network.stop();
      await folder.release();
    };
    return { ...network, folder, stop };
  } catch (error) {
    await folder.release();
    throw error;
  }
}
