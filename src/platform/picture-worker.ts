import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { z } from 'zod';
import { FONT } from './picture.ts';

const inPackage = (url: string) => readFile(new URL(url));

await initWasm(await inPackage(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const font = await inPackage(
  import.meta.resolve('@expo-google-fonts/didact-gothic/400Regular/DidactGothic_400Regular.ttf'),
);
const svg = z.string().parse(workerData);
const drawing = new Resvg(svg, { font: { fontBuffers: [font], defaultFontFamily: FONT } });
parentPort?.postMessage(drawing.render().asPng());
