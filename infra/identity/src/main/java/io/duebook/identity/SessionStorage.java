package io.duebook.identity;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How browser sessions are stored. The names of these beans are those Spring Session looks for. */
@Configuration(proxyBeanMethods = false)
class SessionStorage {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStorage.class);

    /** What an older version wrote and this one cannot read counts as absent: its owner signs in again. */
    @Bean
    @SuppressWarnings("NullAway") // The converter's type says otherwise, but Spring Session takes null for absent.
    ConversionService springSessionConversionService() {
        DeserializingConverter reader = new DeserializingConverter(getClass().getClassLoader());
        GenericConversionService conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversions.addConverter(byte[].class, Object.class, bytes -> read(reader, bytes));
        return conversions;
    }

    private static @Nullable Object read(DeserializingConverter reader, byte[] bytes) {
        try {
            return reader.convert(bytes);
        } catch (SerializationFailedException unreadable) {
            LOG.info("A session of another version cannot be read and begins anew");
            return null;
        }
    }

    /** Two requests of one browser may store the same attribute at once: with this, the later one wins. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer springSessionOnPostgreSql() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    // Joins the transaction at hand, so that ending a membership and its sessions is one thing on one connection.
    @Bean
    TransactionTemplate springSessionTransactionOperations(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
