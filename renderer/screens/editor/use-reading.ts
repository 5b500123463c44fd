import { useMemo } from 'react';
import { useCall } from '#renderer/call';
import { NO_READING, readingOf, type Reading } from './reading';

/** How the library reads what is typed, for pages that do not check by themselves; not asked for while not `wanted`. */
export function useReading(wanted: boolean): Reading {
  const { value } = useCall('check.context', wanted ? {} : null);
  return useMemo(() => (value === null ? NO_READING : readingOf(value)), [value]);
}
