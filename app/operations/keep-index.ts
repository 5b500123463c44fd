/**
 * The index over the whole catalogue, by which one edit re-checks only what depends on it. Built in slices: in the
 * background soon after a library is opened, or when the first edit asks for it sooner.
 */
import { createCatalogueIndex, setEntry, type CatalogueIndex } from '#app/jurisdictions/check-catalogue';
import type { Library } from '#app/storage/database';
import { eachIndexSource } from '#app/storage/entry-store';
import { opened, type IndexBuild, type OpenedLibrary, type Workspace } from './workspace';

/** The window is up and the list is shown before the engine turns to this. */
const WARM_AFTER_MS = 1500;

function build(library: Library): IndexBuild {
  let stopped = false;
  const work = async (): Promise<CatalogueIndex | null> => {
    const index = createCatalogueIndex();
    for await (const page of eachIndexSource(library.reader)) {
      if (stopped) return null;
      for (const source of page) setEntry(index, source);
      // Other calls of the engine get their turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (stopped) return null;
    }
    return index;
  };
  return {
    done: work(),
    stop: () => {
      stopped = true;
    },
  };
}

/**
 * Makes the index ready. An edit made while it is built is not lost: whoever edits waits for the index and then puts
 * the edit in.
 */
export async function prepareIndex(workspace: Workspace): Promise<CatalogueIndex> {
  const current = opened(workspace);
  for (;;) {
    if (current.catalogueIndex) return current.catalogueIndex;
    const building = (current.indexBuild ??= build(current.library));
    const index = await building.done;
    // Forgotten meanwhile (entries were removed): what was read no longer holds.
    if (current.indexBuild !== building) continue;
    current.indexBuild = null;
    if (index) current.catalogueIndex = index;
  }
}

/** After changes that the index was not told of one by one: the next one to need it starts from what is there. */
export function forgetIndex(current: OpenedLibrary): void {
  current.catalogueIndex = null;
  current.indexBuild?.stop();
  current.indexBuild = null;
}

/** Builds the index a while after opening, unless an edit did so before or the library was closed again. */
export function warmIndex(workspace: Workspace): void {
  const { current } = workspace;
  if (!current || current.library.readOnly) return;
  const timer = setTimeout(() => {
    if (workspace.current !== current || current.catalogueIndex || current.indexBuild) return;
    const building = build(current.library);
    current.indexBuild = building;
    building.done.then(
      (index) => {
        if (current.indexBuild !== building) return;
        current.indexBuild = null;
        if (index) current.catalogueIndex = index;
      },
      () => {
        // Nobody asked for it: whoever needs the index meets the fault, and says so.
        if (current.indexBuild === building) current.indexBuild = null;
      },
    );
  }, WARM_AFTER_MS);
  timer.unref();
  current.dropWarming = () => clearTimeout(timer);
}

/** Ends what is under way, so that the library can be closed. */
export async function stopIndex(current: OpenedLibrary): Promise<void> {
  const building = current.indexBuild;
  current.dropWarming?.();
  forgetIndex(current);
  await building?.done.catch(() => undefined);
}
