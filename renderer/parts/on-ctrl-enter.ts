import type { KeyboardEvent } from 'react';

/**
 * Takes a form at Ctrl+Enter from anywhere in it: heard while the key comes down to the box, because a list or a
 * calendar would open at it. `take` is called once a date box has taken what was typed, as it does when it is left.
 */
export function onCtrlEnter(take: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const box = event.target;
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
    // A dialog opened from this form is its child to React, not to the page.
    if (!(box instanceof HTMLElement) || !event.currentTarget.contains(box)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    box.blur();
    setTimeout(() => {
      box.focus();
      take();
    });
  };
}
