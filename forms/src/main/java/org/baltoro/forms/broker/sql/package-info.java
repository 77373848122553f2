/**
 * Any database with JDBC as a service: tables and views as its metadata describe them. Start
 * reading at {@link org.baltoro.forms.broker.sql.SqlBroker}. Names go into statements only from
 * metadata and quoted, values only bound. Tested on PostgreSQL and SQLite.
 */
@NullMarked
package org.baltoro.forms.broker.sql;

import org.jspecify.annotations.NullMarked;
