import { asChatText } from './webhook.js';

it('NT-1: what people wrote is inert in a chat', () => {
  expect(asChatText('<!channel> & <https://evil.example|click>')).toBe(
    '&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;',
  );
});
