/** What an inventory says of the thing it belongs to. */
import type { FruInventory } from 'ipmi-js';
import { isPlaceholder } from '../../hardware/placeholder.ts';

/** Empty for what is not said. */
export interface FruFacts {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly partNumber: string;
  readonly assetTag: string;
  /** All that it has, the one of the whole first. */
  readonly serials: readonly string[];
}

/** The area of the product is about the whole, that of the board about what the inventory is soldered to. */
export function fruFacts({ product, chassis, board }: FruInventory): FruFacts {
  const serials = [product, chassis, board].map((area) => said(area?.serialNumber)).filter(Boolean);
  return {
    vendor: said(product?.manufacturer) || said(board?.manufacturer),
    model: said(product?.productName) || said(board?.productName),
    serial: serials[0] ?? '',
    partNumber: said(product?.partNumber) || said(board?.partNumber) || said(chassis?.partNumber),
    assetTag: said(product?.assetTag),
    serials: [...new Set(serials)],
  };
}

/** Some makers end texts with zeros, or fill them with what no console shows. Empty when it says nothing. */
export function said(text = ''): string {
  const shown = text.replace(/[\p{Cc}\p{Cf}\ufffd\u00ff]+/gu, ' ').trim();
  return isPlaceholder(shown) ? '' : shown;
}
