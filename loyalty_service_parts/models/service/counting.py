"""How many records of another model belong to each of some records."""


def set_counts(records, name, model, field):
    """Write the number of `model` records whose `field` is each record into its `name`."""
    groups = records.env[model]._read_group(
        [(field, "in", records.ids)], [field], ["__count"]
    )
    counts = dict(groups)
    for record in records:
        record[name] = counts.get(record, 0)
