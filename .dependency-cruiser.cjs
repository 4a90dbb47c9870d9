/** Who may import whom; docs/checks.md explains each room. A planted offence of each kind was seen to fail (test/checks). */
/** The time bank's rooms, the lowest first. */
const bankRooms = ["ledger", "shared", "needs", "service", "members", "bank"];
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
module.exports = {
  forbidden: [
    forbid("no-cycles", "Two files that need each other are one, or need a third.", { pathNot: "^(node_modules|local/phone/runtime)" }, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    forbid("contracts-stand-alone", "Contracts are promises: they know neither phone, cloud, nor stand-ins.", { path: "^contracts/" }, { path: "^(miniprogram|cloudfunctions|local|scripts|test)/" }),
    forbid("kernel-knows-no-feature", "The kernel serves every feature.", { path: "^contracts/kernel/" }, { path: "^contracts/(?!kernel/)" }),
    forbid("product-knows-no-stand-in", "The product runs on WeChat; local/ only imitates it.", { path: "^(miniprogram|cloudfunctions|contracts)/" }, { path: "^(local|scripts|test)/" }),
    forbid("phone-values-from-shared", "WeChat packs nothing from outside miniprogram/: values come through shared/contracts.js.", { path: "^miniprogram/", pathNot: "^miniprogram/shared/contracts\\.d\\.ts$" }, { path: "^(contracts|cloudfunctions)/", dependencyTypesNot: ["type-only"] }),
    forbid("phone-feature-alone", "A subpackage cannot require a sibling's script.", { path: "^miniprogram/features/([^/]+)/" }, { path: "^miniprogram/features/", pathNot: "^miniprogram/features/$1/" }),
    forbid("platform-below-features", "doors → features → platform → contracts.", { path: "^cloudfunctions/platform/" }, { path: "^cloudfunctions/(features|api|clock)/" }),
    forbid("features-below-doors", "doors → features → platform → contracts.", { path: "^cloudfunctions/features/" }, { path: "^cloudfunctions/(api|clock)/" }),
    forbid("feature-by-its-front-door", "Another feature is reached by its index.ts only.", { path: "^cloudfunctions/features/([^/]+)/" }, { path: "^cloudfunctions/features/([^/]+)/(?!index\\.ts$)", pathNot: "^cloudfunctions/features/$1/" }),
    ...bankRooms.slice(0, -1).map((room, at) => forbid(`timebank-${room}-below`, "A room of the time bank imports lower rooms only.", { path: `^cloudfunctions/features/timebank/${room}/` }, { path: `^cloudfunctions/features/timebank/(${bankRooms.slice(at + 1).join("|")})/` })),
    forbid("database-in-repositories", "Only repository.ts touches the database.", { path: "^cloudfunctions/features/", pathNot: "repository\\.ts$" }, { path: "^cloudfunctions/platform/database\\.ts$", dependencyTypesNot: ["type-only"] }),
    forbid("sdk-in-platform", "The vendor's SDKs are wrapped once, in platform/.", { path: "^(cloudfunctions|contracts|miniprogram)/", pathNot: "^cloudfunctions/platform/" }, { path: "(wx-server-sdk|@cloudbase)" }),
    forbid("resolvable", "An import that resolves to nothing.", {}, { couldNotResolve: true, pathNot: "^virtual:" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(miniprogram_npm|^dist/|scripts/wechat/tools/node_modules|^local/phone/fixture/)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], mainFields: ["module", "main", "types"], extensions: [".ts", ".js", ".mjs", ".cjs", ".json", ".d.ts"] },
  },
};
