import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeDataFolder } from '../../../local/start/data-folder.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let folder: string;
beforeEach(() => {
  folder = freshDataFolder();
});
afterEach(() => {
  removeDataFolder(folder);
});

test('only one stack can use a data folder at a time', () => {
  const first = takeDataFolder(folder);
  expect(() => takeDataFolder(folder)).toThrow(
    'stop it first, or choose another folder with --data',
  );
  first.release();
  takeDataFolder(folder).release();
});

test('the run.json of a killed stack is found, even when it is damaged', () => {
  expect(takenOnce().leftOver).toBeNull();
  writeFileSync(path.join(folder, 'run.json'), '{"pid": 1, "processes": {"host": 2}}');
  expect(takenOnce().leftOver).toEqual({ pid: 1, processes: { host: 2 } });
  writeFileSync(path.join(folder, 'run.json'), '{"pi');
  expect(takenOnce().leftOver).toEqual({ pid: 0, processes: {} });
});

test('only the owner can read the folder of keys', () => {
  takenOnce();
  expect(statSync(path.join(folder, 'keys')).mode & 0o777).toBe(0o700);
});

test('a folder that cannot be created is named in one line', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => takeDataFolder(path.join(file, 'data'))).toThrow('cannot be written');
});

function takenOnce() {
  const data = takeDataFolder(folder);
  data.release();
  return data;
}
