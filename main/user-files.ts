/**
 * Small files of this program in the person's own folder: the window's place and the libraries opened lately.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that is missing, damaged or of another shape counts as absent: it holds nothing that cannot be had again. */
function readJson<T>(file: string, shape: (value: unknown) => T | null): T | null {
  try {
    return shape(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function writeJson(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value));
    renameSync(`${file}.new`, file);
  } catch {
    // A read-only profile costs the remembered place, not the work.
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Pixels of the screen, as Electron counts them. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Rectangle {
  readonly maximized: boolean;
}

function placeOf(value: unknown): WindowPlace | null {
  if (!isRecord(value)) return null;
  const { x, y, width, height, maximized } = value;
  const numbers = [x, y, width, height];
  if (!numbers.every((one) => Number.isInteger(one)) || typeof maximized !== 'boolean') return null;
  return { x, y, width, height, maximized } as WindowPlace;
}

/** Whether enough of the title bar of `place` lies on one of `screens` to get hold of the window there. */
export function isReachable(place: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => {
    const across = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
    return across >= 120 && place.y >= screen.y - 8 && place.y + 40 <= screen.y + screen.height;
  });
}

export function readWindowPlace(folder: string): WindowPlace | null {
  return readJson(join(folder, 'window-place.json'), placeOf);
}

export function writeWindowPlace(folder: string, place: WindowPlace): void {
  writeJson(join(folder, 'window-place.json'), place);
}

export interface RecentLibrary {
  readonly path: string;
  readonly department: string;
  /** RFC 3339, UTC. */
  readonly openedAt: string;
}

const RECENT_KEPT = 10;

function recentOf(value: unknown): readonly RecentLibrary[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(
    (one): one is RecentLibrary =>
      isRecord(one) &&
      typeof one['path'] === 'string' &&
      typeof one['department'] === 'string' &&
      typeof one['openedAt'] === 'string',
  );
}

/** The libraries opened lately, the latest first. */
export function readRecent(folder: string): readonly RecentLibrary[] {
  return readJson(join(folder, 'recent.json'), recentOf) ?? [];
}

export function rememberRecent(folder: string, library: RecentLibrary): void {
  const others = readRecent(folder).filter((one) => one.path !== library.path);
  writeJson(join(folder, 'recent.json'), [library, ...others].slice(0, RECENT_KEPT));
}

export function forgetRecent(folder: string, path: string): void {
  const others = readRecent(folder).filter((one) => one.path !== path);
  writeJson(join(folder, 'recent.json'), others);
}
