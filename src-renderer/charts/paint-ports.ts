/** Ports as coloured cells on a canvas: closed is water, filtered stippled buff, open are marks, not asked is hatched paper. */
import { drawDetails, type PortPainting } from './draw-ports.ts';
import { lonePorts } from './lone-ports.ts';
import { readPortInks, type PortInks, type Rgb } from './port-inks.ts';

export function paintPorts(canvas: HTMLCanvasElement, painting: PortPainting): void {
  const { codes, columns, col, row, across, down, cell } = painting;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(across * cell * scale);
  canvas.height = Math.round(down * cell * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  const inks = readPortInks(canvas);
  const picture = new OffscreenCanvas(columns, codes.length / columns);
  const isLone = lonePorts(codes);
  picture.getContext('2d')?.putImageData(areasOf(codes, columns, inks, isLone), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, col, row, across, down, 0, 0, canvas.width, canvas.height);
  drawDetails(context, painting, inks, isLone, cell * scale);
}

/** A pixel a port. */
function areasOf(codes: Uint8Array, columns: number, inks: PortInks, isLone: Uint8Array): ImageData {
  const image = new ImageData(columns, codes.length / columns);
  const pixels = new Uint32Array(image.data.buffer);
  const pack = ([red, green, blue]: Rgb): number => (255 << 24) | (blue << 16) | (green << 8) | red;
  const area = Uint32Array.from(inks.area, pack);
  const lone = Uint32Array.from(inks.lone, pack);
  for (let port = 0; port < codes.length; port++) {
    pixels[port] = (isLone[port] ? lone : area)[codes[port]!]!;
  }
  return image;
}
