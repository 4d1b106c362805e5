import { call } from './api.js';

// What kayobe reads of a folder: inventories, variables, and its notes on environments.
const WANTED = /(^|\/)inventory\/|\.(ya?ml|json)$|\/\.kayobe-environment$/;

/** Sends the files of a folder to be imported, by their paths in it; `isDry` only tells what would be. */
export function imported(files, isDry) {
  const form = new FormData();
  for (const file of files) {
    const path = file.webkitRelativePath.split('/').slice(1).join('/');
    if (WANTED.test(path) && !/(^|\/)\.git\//.test(path)) form.append(path, file, file.name);
  }
  return call('imports', {}, { query: { dryRun: isDry ? 'true' : undefined }, form });
}
