import express, { Request, Response } from 'express';
import multer from 'multer';

/**
 * The raw limit of intake: express and multer's own disk storage, several files in a request, and nothing else. No hash,
 * no decoding, no row, and no fsync: what it acknowledges may be gone after a power cut.
 * Arguments: folder, port.
 */
const [folder, port] = process.argv.slice(2);
const app = express();

app.get('/ready', (_request: Request, response: Response) => void response.json({ status: 'ok' }));
app.post('/photos', multer({ dest: folder! }).array('photos'), (request: Request, response: Response) => {
  const files = request.files as Express.Multer.File[];
  response.status(201).json({ received: files.map(({ filename, size }) => ({ filename, size })) });
});

app.listen(Number(port), '127.0.0.1');
