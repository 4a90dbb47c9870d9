import { create } from "qrcode/lib/core/qrcode";
import { qrImage } from "../../../cloudfunctions/features/timebank/service/qr";

test("the picture of a code holds its modules, in some two kilobytes", async () => {
  const text = "LL0123456789ABCDEF01";
  const address = await qrImage(text);
  expect(address.length).toBeLessThan(3_500);
  const svg = Buffer.from(address.split(",")[1]!, "base64").toString("utf8");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const drawn = new Set<number>();
  for (const [, column, row, width] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g))
    for (let offset = 0; offset < Number(width); offset += 1) drawn.add((Number(row) - 4) * modules.size + Number(column) - 4 + offset);
  expect([...modules.data].every((dark, place) => Boolean(dark) === drawn.has(place))).toBe(true);
  expect(svg).toContain(`viewBox="0 0 ${modules.size + 8} ${modules.size + 8}"`);
});
