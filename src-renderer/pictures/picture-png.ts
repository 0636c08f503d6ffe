/** A picture as a PNG file, painted with the letters that the page has. */
import type { Clip, Picture, Shape, TextShape } from './picture.ts';

/** Pixels for each px: sharp on fine screens and in print. */
const SCALE = 2;
/** What every browser can make a canvas of. */
const MAX_SIDE = 16_000;
const MAX_PIXELS = 120_000_000;

/** The file's bytes in base64. Throws Error where the browser cannot make a picture of this size. */
export async function writePng(picture: Picture): Promise<string> {
  const { width, height } = picture;
  const scale = Math.min(
    SCALE,
    MAX_SIDE / Math.max(width, height),
    Math.sqrt(MAX_PIXELS / Math.max(1, width * height)),
  );
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no canvas.');
  context.fillStyle = picture.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const shape of picture.shapes) paintShape(context, shape, scale);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture is too large for this browser.');
  return await base64Of(blob);
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('The picture could not be read back.'));
    reader.readAsDataURL(blob);
  });
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape, scale: number): void {
  context.save();
  context.setTransform(scale, 0, 0, scale, 0, 0);
  if (shape.clip) clipTo(context, shape.clip);
  context.transform(...shape.matrix);
  context.globalAlpha = shape.opacity;
  if (shape.kind === 'image') {
    context.imageSmoothingEnabled = false;
    context.drawImage(shape.pixels, shape.x, shape.y, shape.width, shape.height);
  } else {
    context.lineWidth = shape.strokeWidth;
    context.lineCap = shape.cap;
    context.lineJoin = shape.join;
    context.setLineDash([...shape.dash]);
    const path = shape.kind === 'path' ? new Path2D(shape.path) : null;
    if (shape.kind === 'text') setLettering(context, shape);
    const parts = shape.strokeFirst ? (['stroke', 'fill'] as const) : (['fill', 'stroke'] as const);
    for (const part of parts) {
      const ink = shape[part];
      if (ink === null) continue;
      context[`${part}Style`] = ink;
      if (path) context[part](path);
      else if (shape.kind === 'text') context[`${part}Text`](shape.text, shape.x, shape.y);
    }
  }
  context.restore();
}

function clipTo(context: CanvasRenderingContext2D, { x, y, width, height, radius }: Clip): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.clip();
}

/** The letters of the screen, and as wide as they were there: kerning and figures of one width are not asked of a canvas. */
function setLettering(context: CanvasRenderingContext2D, { lettering, text, width }: TextShape): void {
  const { italic, weight, size, family } = lettering;
  context.font = `${italic ? 'italic ' : ''}${weight} ${size}px ${family}`;
  context.letterSpacing = '0px';
  const letters = Array.from(text).length;
  if (letters > 0) context.letterSpacing = `${(width - context.measureText(text).width) / letters}px`;
}
