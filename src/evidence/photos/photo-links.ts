import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { SignedLinks } from '../../access/sign-in/signed-links';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';

/** Addresses of pictures hold for half a day to a day; those of originals, with what the camera wrote, for an hour or two. */
const SECONDS = { rendition: 43_200, original: 3600 };

/** Where the pictures of a photo are found, signed for whoever reads its record. */
export interface LinksOfPhoto {
  readonly thumbnailUrl: string;
  readonly screenUrl: string;
  /** Null for those who may not see what the camera wrote. */
  readonly originalUrl: string | null;
}

@Injectable()
export class PhotoLinks {
  constructor(private readonly links: SignedLinks) {}

  /** @param prefix '' for pages, '/api/v1' for programs, whose problems are JSON */
  of(actor: Actor, photoId: string, prefix: '' | '/api/v1' = ''): LinksOfPhoto {
    const signed = (path: string, seconds: number): string =>
      this.links.sign(`${prefix}${path}`, actor, seconds);
    return {
      thumbnailUrl: signed(paths.photos.thumbnail(photoId), SECONDS.rendition),
      screenUrl: signed(paths.photos.screen(photoId), SECONDS.rendition),
      originalUrl: may(actor.role, 'photo.readOriginal') ? signed(paths.photos.original(photoId), SECONDS.original) : null, // prettier-ignore
    };
  }
}
