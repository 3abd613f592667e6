import fc from 'fast-check';
import { barChart, lineChart, niceTop } from './chart.rules.js';

describe('Charts', () => {
  it.each([
    [0, 1],
    [0.7, 1],
    [1, 1],
    [37, 40],
    [40, 40],
    [45, 50],
    [122, 200],
    [1_000, 1_000],
  ])('an axis for %d goes up to %d', (most, top) => expect(niceTop(most)).toBe(top));

  it('a bar is as high as its value, and all is inside', () => {
    const value = fc.option(fc.integer({ min: 0, max: 100_000 }));
    fc.assert(
      fc.property(fc.array(fc.record({ label: fc.constant('w'), value }), { maxLength: 30 }), (points) => {
        const { shapes, width, height } = barChart(points);
        const bars = shapes.filter((shape) => shape.kind === 'bar');
        const shown = points.flatMap((point) => (point.value ? [point.value] : []));
        expect(bars).toHaveLength(shown.length);
        bars.forEach((bar, n) => {
          expect(bar.height / bars[0]!.height).toBeCloseTo(shown[n]! / shown[0]!, 6);
          expect(bar.x >= 0 && bar.y >= 0).toBe(true);
          expect(bar.x + bar.width <= width && bar.y + bar.height <= height).toBe(true);
        });
      }),
    );
  });

  it('a line leaves out what was not counted, and says so in words', () => {
    const { shapes, words } = lineChart(
      [
        { label: '2 Mar', value: 8 },
        { label: '9 Mar', value: null },
        { label: '16 Mar', value: 10 },
      ],
      10,
    );
    expect(shapes.find(({ kind }) => kind === 'line')).toMatchObject({
      points: [expect.any(Array), expect.any(Array)],
    });
    expect(words).toBe('2 Mar: 8, 9 Mar: nothing, 16 Mar: 10');
  });
});
