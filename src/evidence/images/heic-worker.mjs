// Decodes one HEIC in a thread of its own, which ends with it: the codec is WebAssembly that works for a second and
// more without a pause, and keeps the memory that it took once. `heic.ts` starts it; Node runs this file as it is.
import { parentPort, workerData } from 'node:worker_threads';
import libheif from 'libheif-js/wasm-bundle.js';

const { content, mostPixels } = workerData;
const { heif_colorspace: space, heif_chroma: chroma } = libheif;

try {
  const answer = decode();
  parentPort.postMessage(answer, answer.pixels ? [answer.pixels.buffer] : []);
} catch (error) {
  parentPort.postMessage({ fault: error instanceof Error ? error.message : String(error) });
}

/** The picture that the file calls its primary one, upright (`irot`, `imir` and `clap` are applied), as RGB. */
function decode() {
  const context = libheif.heif_context_alloc();
  whole(libheif.heif_context_read_from_memory(context, content));
  const handle = whole(libheif.heif_context_get_primary_image_handle(context));
  const width = libheif.heif_image_handle_get_width(handle);
  const height = libheif.heif_image_handle_get_height(handle);
  if (width * height > mostPixels) return { tooLarge: width * height };
  const image = whole(
    libheif.heif_js_decode_image2(handle, space.heif_colorspace_RGB, chroma.heif_chroma_interleaved_RGB),
  );
  const plane = image.channels.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
  if (plane === undefined) throw new Error('no picture in it');
  return { width: plane.width, height: plane.height, pixels: rowsOf(plane) };
}

/** @returns what a call gave; an error is an object with a code */
function whole(answer) {
  if (!answer || (answer.code !== undefined && answer.code !== libheif.heif_error_code.heif_error_Ok))
    throw new Error(answer?.message ?? 'not decoded');
  return answer;
}

function rowsOf({ width, height, stride, data }) {
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++)
    pixels.set(data.subarray(row * stride, row * stride + width * 3), row * width * 3);
  return pixels;
}
