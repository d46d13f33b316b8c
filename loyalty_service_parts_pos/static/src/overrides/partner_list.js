import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { patch } from "@web/core/utils/patch";

patch(PartnerList.prototype, {
  setup() {
    super.setup(...arguments);
    /** Who was found by the server: by card, plate, VIN, or a phone written otherwise. */
    this.state.found = { query: "", ids: [] };
  },

  async getNewPartners() {
    const result = await super.getNewPartners(...arguments);
    const query = this.state.query?.trim();
    if (!query || !this.pos.hasLedgerPrograms) {
      return result;
    }
    const ids = await this.pos.besides("find", () => this.pos.askTill("find", [query]));
    const more = await this.loadFound(ids || []);
    this.state.found = { query, ids: ids || [] };
    return [...result, ...more.filter((partner) => !result.includes(partner))];
  },

  /** Contacts that the till did not have are read, with what it knows of others. */
  async loadFound(ids) {
    const partners = this.pos.models["res.partner"];
    const missing = ids.filter((id) => !partners.get(id));
    if (missing.length) {
      await this.pos.besides("find", () => this.pos.data.read("res.partner", missing));
    }
    const found = ids.map((id) => partners.get(id)).filter(Boolean);
    for (const partner of found) {
      if (!this.loadedPartnerIds.has(partner.id)) {
        this.loadedPartnerIds.add(partner.id);
        this.state.loadedPartners.push(partner);
      }
    }
    return found;
  },

  getPartners(partners) {
    const shown = super.getPartners(...arguments);
    const { query, ids } = this.state.found;
    if (!query || query !== this.state.query?.trim()) {
      return shown;
    }
    const found = ids
      .map((id) => this.pos.models["res.partner"].get(id))
      .filter((partner) => partner && partners.includes(partner));
    return [...found, ...shown.filter((partner) => !found.includes(partner))];
  },
});
