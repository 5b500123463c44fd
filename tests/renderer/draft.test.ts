import { describe, expect, test } from 'vitest';
import { rollUp } from '#app/catalogue/roll-up';
import { isLateEcho } from '#renderer/screens/editor/draft';
import { sampleEntry } from '#tests/support/sample-entry';

describe('an engine that stops after it wrote and before it answered (停电、死机)', () => {
  const sent = sampleEntry({ summary: '1,2,3,' });

  test('what it wrote is the draft’s own: saving goes on, nobody is asked to choose', () => {
    expect(isLateEcho(sent, 4, rollUp(sent), 5)).toBe(true);
  });

  test('another content, or more than one change since, is somebody else’s', () => {
    expect(isLateEcho(sent, 4, rollUp({ ...sent, summary: '另一人的修改' }), 5)).toBe(false);
    expect(isLateEcho(sent, 4, rollUp({ ...sent, items: sent.items.slice(1) }), 5)).toBe(false);
    expect(isLateEcho(sent, 4, rollUp(sent), 6)).toBe(false);
  });

  test('without a save that stayed unanswered nothing is taken for one’s own', () => {
    expect(isLateEcho(null, 4, rollUp(sent), 5)).toBe(false);
  });
});
