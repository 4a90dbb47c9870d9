/* Built from contracts/ by `npm run build`; do not edit. */
export * from "../../contracts/phone";
